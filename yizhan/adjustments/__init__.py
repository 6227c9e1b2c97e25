"""区划调整: changes of divisions, planned, previewed, approved and carried out on their day."""
