package dev.drydock.coordinator.domain.saga;

/**
 * What preflight found to do.
 *
 * @param schemaVersion before the migration; empty when there is no history
 * @param scripts pending, 0 when the tenant is already there
 * @param nonTransactional those of them that the engine cannot roll back
 * @param sizeBytes of the tenant's data, estimated
 */
public record MigrationScope(
    String schemaVersion, int scripts, int nonTransactional, long sizeBytes) {

  boolean nothingToDo() {
    return scripts == 0;
  }

  boolean atomic() {
    return nonTransactional == 0;
  }
}
