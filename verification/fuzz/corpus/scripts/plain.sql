CREATE TABLE a (id int PRIMARY KEY, t text DEFAULT 'x;y');
INSERT INTO a VALUES (1, E'it\'s');
