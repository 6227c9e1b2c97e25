"""接口: the face for machines."""
