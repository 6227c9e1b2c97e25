"""事项: the catalogue of services, its versions, forms and search."""
