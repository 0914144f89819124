-- How often it was decided what goes of a client and what is kept, so that two who decide at one moment do so one after the other.
CREATE TABLE client_turn (
  client_id uuid PRIMARY KEY,
  turn integer NOT NULL
);
