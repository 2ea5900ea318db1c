"""The API described as OpenAPI 3.1, made of the routes, the descriptions beside the views, and the types they name."""
