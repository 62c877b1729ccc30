"""Tests of the AWS source against an emulator over HTTP, and behind a proxy that refuses."""
