-- The register of people, as it is sealed.

CREATE TABLE people_person (
    person_id VARCHAR,
    name VARCHAR,
    email VARCHAR,
    engagement VARCHAR,
    title VARCHAR,
    team VARCHAR,
    manager_email VARCHAR,
    started_on DATE,
    ended_on DATE,
    PRIMARY KEY (person_id)
);
COMMENT ON TABLE people_person IS 'One person who works or worked here, as kept in Attestry.';
COMMENT ON COLUMN people_person.person_id IS 'The number that Attestry gave the person, unique for ever.';
COMMENT ON COLUMN people_person.name IS 'Full name.';
COMMENT ON COLUMN people_person.email IS 'Work mail address, unique.';
COMMENT ON COLUMN people_person.engagement IS 'employee, contractor or intern.';
COMMENT ON COLUMN people_person.title IS 'Job title; empty: not given.';
COMMENT ON COLUMN people_person.team IS 'Team; NULL: none.';
COMMENT ON COLUMN people_person.manager_email IS 'Mail address of the line manager; NULL: has none.';
COMMENT ON COLUMN people_person.started_on IS 'First working day.';
COMMENT ON COLUMN people_person.ended_on IS 'Last working day, which may lie ahead; NULL: no end is set.';
