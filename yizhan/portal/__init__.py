"""网上办事大厅: the face for the public."""
