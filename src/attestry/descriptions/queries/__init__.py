"""Descriptions as pages and reports read them, with the facts they rest on."""
