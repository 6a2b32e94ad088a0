-- The tables of an Etsy to sevDesk bookkeeping bridge, release 1.0.0. One database, or one schema, per seller.

CREATE TABLE integration_state (
    name        varchar(64)  PRIMARY KEY,
    value       text,
    sync_count  bigint       NOT NULL DEFAULT 0,
    updated_at  timestamptz  NOT NULL DEFAULT now()
);
COMMENT ON COLUMN integration_state.value IS 'Cursor or setting of this name, as text';

CREATE TABLE customers (
    id          bigserial    PRIMARY KEY,
    email_hash  varchar(64)  NOT NULL UNIQUE,
    country     varchar(2),
    sevdesk_id  varchar(64),
    created_at  timestamptz  NOT NULL DEFAULT now()
);
COMMENT ON COLUMN customers.email_hash IS 'SHA-256 of the address; the address itself is not kept';

CREATE TABLE orders (
    etsy_order_id    varchar(64)    PRIMARY KEY,
    customer_id      bigint         REFERENCES customers (id),
    status           varchar(32)    NOT NULL,
    currency         varchar(3)     NOT NULL DEFAULT 'EUR',
    total            numeric(10,2)  NOT NULL,
    shipping         numeric(10,2)  NOT NULL DEFAULT 0,
    tax              numeric(10,2)  NOT NULL DEFAULT 0,
    raw_data         json           NOT NULL,
    etsy_created_at  timestamptz    NOT NULL,
    created_at       timestamptz    NOT NULL DEFAULT now(),
    updated_at       timestamptz
);
COMMENT ON COLUMN orders.raw_data IS 'The order as Etsy sent it, unchanged';
COMMENT ON COLUMN orders.total IS 'Gross, in the currency of the order';
CREATE INDEX ix_orders_status ON orders (status);
CREATE INDEX ix_orders_etsy_created_at ON orders (etsy_created_at);
-- Its twin is what installations in the field have.
CREATE INDEX ix_orders_created ON orders (etsy_created_at);

CREATE TABLE invoices (
    id                  bigserial      PRIMARY KEY,
    etsy_order_id       varchar(64)    NOT NULL REFERENCES orders (etsy_order_id),
    sevdesk_invoice_id  varchar(64)    UNIQUE,
    number              varchar(32)    NOT NULL,
    net                 numeric(10,2)  NOT NULL,
    gross               numeric(10,2)  NOT NULL,
    issued_at           timestamptz,
    created_at          timestamptz    NOT NULL DEFAULT now(),
    CONSTRAINT invoices_gross_not_below_net CHECK (gross >= net)
);
CREATE INDEX ix_invoices_etsy_order_id ON invoices (etsy_order_id);

CREATE TABLE refunds (
    id             bigserial      PRIMARY KEY,
    etsy_refund_id varchar(64)    NOT NULL UNIQUE,
    etsy_order_id  varchar(64)    NOT NULL,
    amount         numeric(10,2)  NOT NULL CHECK (amount > 0),
    reason         varchar(20)    CHECK (reason IN ('customer', 'seller', 'lost')),
    created_at     timestamptz    NOT NULL DEFAULT now()
);
COMMENT ON COLUMN refunds.etsy_order_id IS 'No foreign key in this release: refunds may arrive before their order';

CREATE TABLE payouts (
    id              bigserial      PRIMARY KEY,
    etsy_payout_id  varchar(64)    NOT NULL UNIQUE,
    amount          numeric(10,2)  NOT NULL,
    currency        varchar(3)     NOT NULL DEFAULT 'EUR',
    paid_at         timestamptz,
    created_at      timestamptz    NOT NULL DEFAULT now()
);

CREATE TABLE fees (
    id             bigserial      PRIMARY KEY,
    etsy_order_id  varchar(64)    REFERENCES orders (etsy_order_id),
    payout_id      bigint         REFERENCES payouts (id),
    kind           varchar(32)    NOT NULL,
    amount         numeric(10,2)  NOT NULL,
    created_at     timestamptz    NOT NULL DEFAULT now()
);
CREATE INDEX ix_fees_payout_id ON fees (payout_id);

CREATE TABLE audit_log (
    id           bigserial    PRIMARY KEY,
    "timestamp"  timestamptz  NOT NULL DEFAULT now(),
    action       varchar(64)  NOT NULL,
    entity       varchar(64),
    details      json
);
CREATE INDEX ix_audit_log_timestamp ON audit_log ("timestamp");
CREATE INDEX ix_audit_log_time ON audit_log ("timestamp");
