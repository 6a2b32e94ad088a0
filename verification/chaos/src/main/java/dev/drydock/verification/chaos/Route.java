package dev.drydock.verification.chaos;

/** A way between Drydock and a server, each with a proxy of its own. */
enum Route {
  /** Services to their own databases. */
  LEDGER,
  /** Workers to the tenants' server. */
  TENANTS,
  BROKER,
  STORE,
  /** Workers' claims, and the notifier's reading of the ledger. */
  COORDINATOR
}
