"""Notices: what somebody has to be told, by mail or in a chat, until it was delivered."""
