"""Halls in virtual time: what each policy makes people wait, and what somebody who wants to meet a clerk gets by it."""
