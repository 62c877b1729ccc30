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

CREATE TABLE people_checklist (
    checklist_id VARCHAR,
    person_id VARCHAR,
    person_name VARCHAR,
    person_email VARCHAR,
    kind VARCHAR,
    from_on DATE,
    due_on DATE,
    closed_on DATE,
    withdrawn_on DATE,
    step_count BIGINT,
    left_count BIGINT,
    waived_count BIGINT,
    PRIMARY KEY (checklist_id)
);
COMMENT ON TABLE people_checklist IS 'What has to be done because one person joins, moves or leaves.';
COMMENT ON COLUMN people_checklist.checklist_id IS 'The number that Attestry gave the checklist.';
COMMENT ON COLUMN people_checklist.person_id IS 'The person, as in people_person.';
COMMENT ON COLUMN people_checklist.person_name IS 'Full name of the person.';
COMMENT ON COLUMN people_checklist.person_email IS 'Work mail address of the person.';
COMMENT ON COLUMN people_checklist.kind IS 'joiner, mover or leaver.';
COMMENT ON COLUMN people_checklist.from_on IS 'First, moving or last working day, from which the time counts.';
COMMENT ON COLUMN people_checklist.due_on IS 'Last day for the whole checklist.';
COMMENT ON COLUMN people_checklist.closed_on IS 'Day on which the last step was closed; NULL: open.';
COMMENT ON COLUMN people_checklist.withdrawn_on IS 'Day on which its reason went away; NULL: it did not.';
COMMENT ON COLUMN people_checklist.step_count IS 'How many steps it has.';
COMMENT ON COLUMN people_checklist.left_count IS 'How many steps are open.';
COMMENT ON COLUMN people_checklist.waived_count IS 'How many steps were left out with a reason.';
