package dev.drydock.backup.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.StepExecutor.Work;
import dev.drydock.objectstore.ObjectStoreFailure;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.util.List;
import org.jboss.logging.Logger;

/** What a step that threw answers. */
final class Answers {
  private static final Logger LOG = Logger.getLogger(Answers.class);

  /** Answers each of the group; nothing for a cancelled step, whose next execution answers. */
  static void thrown(Step step, List<Work> group, RuntimeException thrown) {
    for (var work : group) {
      switch (thrown) {
        case Watch.Cancelled _ -> {}
        case TenantDatabaseFailure.ClaimUnanswered _ -> work.putBack();
        case TenantDatabaseFailure.Fenced fenced ->
            work.finish(new Result.StepFenced(step, fenced.seen()));
        default -> work.finish(new Result.StepFailed(step, failureOf(thrown)));
      }
    }
  }

  static Failure failureOf(RuntimeException thrown) {
    return switch (thrown) {
      case TenantDatabaseFailure database -> database.failure();
      case BackupFailure backup -> backup.failure();
      case ObjectStoreFailure.Missing _ -> Failure.of(FailureCode.BACKUP_MISSING);
      case ObjectStoreFailure.Refused _ ->
          Failure.of(FailureCode.STORE_UNAVAILABLE)
              .withAdvice("The object store refuses: check its key, bucket and clock.");
      case ObjectStoreFailure _ -> Failure.of(FailureCode.STORE_UNAVAILABLE);
      case Stalled stalled -> Failure.of(FailureCode.STALLED, stalled.phase());
      default -> {
        LOG.errorf("unexpected %s in a step", thrown.getClass().getName());
        yield Failure.of(FailureCode.INTERNAL, thrown.getClass().getSimpleName());
      }
    };
  }

  /** Whether the members of a group would fare better each alone. */
  static boolean aloneMayHelp(List<?> group, RuntimeException thrown) {
    return group.size() > 1
        && thrown instanceof TenantDatabaseFailure database
        && switch (database.failure().code()) {
          case UNREACHABLE, DISK_FULL, CREDENTIAL_REJECTED, CREDENTIAL_UNRESOLVED -> false;
          default -> true;
        };
  }

  private Answers() {}
}
