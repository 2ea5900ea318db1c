"""JSON over HTTP: blueprints that read a request, call a service and answer."""
