ALTER TABLE invitee ADD COLUMN paper_on @text;
ALTER TABLE invitee ADD COLUMN file_type @text;
ALTER TABLE invitee ADD COLUMN file_size @int;
ALTER TABLE invitee ADD COLUMN file_hash @blob;
