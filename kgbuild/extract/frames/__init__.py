"""What frames of all kinds share: conditions on the clause that a word tells, and the test whether they hold."""
