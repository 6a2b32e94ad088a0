package dev.drydock.contracts;

/**
 * What a tenant's database holds, in a few bytes: equal fingerprints mean equal schema and equal
 * rows, whatever their order.
 *
 * @param algorithm names engine and revision, {@code pg-1}; two algorithms never compare equal
 * @param schema hex SHA-256 over the normalised schema
 * @param content hex SHA-256 over the per-table row counts and sums, sequences included
 * @param rows how many rows it covers
 */
public record Fingerprint(String algorithm, String schema, String content, long rows) {
  @Override
  public String toString() {
    return algorithm + ":" + schema + ":" + content + ":" + rows;
  }
}
