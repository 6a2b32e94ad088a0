package dev.drydock.backup.http;

import dev.drydock.access.Problem;
import dev.drydock.access.ProblemException;
import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.application.Coordinator;
import dev.drydock.backup.application.Stalled;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.objectstore.ObjectStoreFailure;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.util.List;
import java.util.function.Supplier;

/** What goes wrong, as problems for the caller. */
final class Problems {
  static <T> T translating(Supplier<T> work) {
    try {
      return work.get();
    } catch (Coordinator.Silent e) {
      throw Problem.of("coordinator-silent", "The coordinator does not answer", 503)
          .detail("Nothing was done. Try again when it is back.")
          .exception();
    } catch (BackupFailure.Missing e) {
      throw Problem.of("backup-missing", "The backup is not in the object store", 410)
          .with("failure", e.failure())
          .exception();
    } catch (BackupFailure.Corrupt e) {
      throw corrupt(e.failure());
    } catch (ObjectStoreFailure e) {
      throw Problem.of("store-unavailable", "The object store does not do it", 503).exception();
    } catch (TenantDatabaseFailure e) {
      int status = e.failure().code().kind() == FailureCode.Kind.TRANSIENT ? 503 : 409;
      throw Problem.of("tenant-database", "The database server does not do it", status)
          .detail(e.failure().summary())
          .with("failure", e.failure())
          .exception();
    } catch (Stalled e) {
      throw Problem.of("stalled", "No byte moved for too long", 503).exception();
    }
  }

  static ProblemException corrupt(Failure failure) {
    return Problem.of("backup-corrupt", "The backup cannot be used", 409)
        .detail(failure.summary())
        .with("failure", failure)
        .exception();
  }

  static ProblemException unknownBackup() {
    return Problem.of("unknown-backup", "There is no such backup", 404).exception();
  }

  static ProblemException unknownTenant() {
    return Problem.of("unknown-tenant", "There is no such tenant", 404).exception();
  }

  static ProblemException invalid(String field, String message) {
    return Problem.of("invalid-request", "The request has invalid fields", 422)
        .errors(List.of(new Problem.Mistake(null, field, message)))
        .exception();
  }

  private Problems() {}
}
