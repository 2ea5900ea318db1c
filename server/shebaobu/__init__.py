"""Shebaobu (社保簿): a family keeps its own social-insurance ledger."""
