-- A client that was erased or made anonymous keeps its place in lists, by what it is called since, and is found by no name.
INSERT INTO name_rewrite
SELECT 'profiles.' || p.relname FROM client_word w JOIN pg_class p ON p.oid = w.tableoid JOIN client c ON c.id = w.client_id WHERE c.status IN ('ERASED', 'ANONYMISED')
UNION
SELECT 'profiles.' || p.relname FROM client_name n JOIN pg_class p ON p.oid = n.tableoid JOIN client c ON c.id = n.client_id WHERE c.status IN ('ERASED', 'ANONYMISED')
ON CONFLICT DO NOTHING;
DELETE FROM client_word w USING client c WHERE c.id = w.client_id AND c.status IN ('ERASED', 'ANONYMISED');
INSERT INTO client_name (client_id, sort_name)
SELECT id, CASE status WHEN 'ERASED' THEN 'erased client' ELSE 'anonymised client' END FROM client WHERE status IN ('ERASED', 'ANONYMISED')
ON CONFLICT (client_id) DO UPDATE SET sort_name = excluded.sort_name;
