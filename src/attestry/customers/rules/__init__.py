"""The rules by which a report meets what a contract asks for."""
