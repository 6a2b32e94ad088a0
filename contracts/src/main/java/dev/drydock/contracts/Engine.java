package dev.drydock.contracts;

/** The database engines; a value here is a word on the wire, its adapter may come later. */
public enum Engine {
  POSTGRESQL,
  MARIADB,
  SQLITE
}
