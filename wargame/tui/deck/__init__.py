"""The guided debrief on the screen."""
