"""工作台: the face for staff: front desk, back office, chief representative, catalogue."""
