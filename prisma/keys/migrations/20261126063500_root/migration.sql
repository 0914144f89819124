-- Which root key wraps new data keys. Whoever makes a key holds this row, and asks for the generation that it knows: so no key
-- is made under a root that was renewed, nor for an owner that was closed meanwhile.
CREATE TABLE root (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  id uuid NOT NULL,
  -- Grows with each renewal and each destruction: who sees it grown forgets the keys that it holds.
  generation bigint NOT NULL DEFAULT 1,
  renewed_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE INDEX data_key_destroyed ON data_key (destroyed_at) WHERE destroyed_at IS NOT NULL;
