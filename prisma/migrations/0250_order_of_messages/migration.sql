-- A message that is tried again stands where it stood: who waits for it, or how many there are, is kept with it.
ALTER TABLE messages ADD COLUMN priority smallint NOT NULL DEFAULT 0;
