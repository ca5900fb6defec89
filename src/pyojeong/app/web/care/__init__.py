"""The caregiver's pages behind the door, a file for each kind."""
