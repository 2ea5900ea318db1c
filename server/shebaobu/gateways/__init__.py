"""Gateways that send a code to a phone: a phone of the family's own, any HTTP service, two clouds."""
