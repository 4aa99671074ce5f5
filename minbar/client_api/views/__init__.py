"""The operations of the client API, one module a resource; how one is written stands in ``client_api.api``."""
