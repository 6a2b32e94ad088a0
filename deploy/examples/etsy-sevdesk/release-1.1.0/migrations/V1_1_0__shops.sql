-- A seller may have several shops from this release on; the one there was becomes the default shop.

CREATE TABLE shops (
    id            bigserial    PRIMARY KEY,
    etsy_shop_id  varchar(64)  NOT NULL UNIQUE,
    name          varchar(128) NOT NULL,
    is_default    boolean      NOT NULL DEFAULT false,
    created_at    timestamptz  NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX ux_shops_default ON shops (is_default) WHERE is_default;
COMMENT ON TABLE shops IS 'The shops of this seller; exactly one is the default';

INSERT INTO shops (etsy_shop_id, name, is_default)
SELECT coalesce((SELECT value FROM integration_state WHERE name = 'etsy_shop_id'), 'default'), 'Default shop', true;

ALTER TABLE orders ADD COLUMN shop_id bigint;
COMMENT ON COLUMN orders.shop_id IS 'The shop that sold it';

CREATE TABLE upgrade_journal (
    id       bigserial    PRIMARY KEY,
    script   varchar(64)  NOT NULL,
    done_at  timestamptz  NOT NULL DEFAULT now()
);
COMMENT ON TABLE upgrade_journal IS 'Which scripts were here, and how often: a script that ran twice left two rows';
INSERT INTO upgrade_journal (script) VALUES ('V1_1_0');
