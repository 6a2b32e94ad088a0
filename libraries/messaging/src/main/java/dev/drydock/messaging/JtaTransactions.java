package dev.drydock.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;

/** {@link Transactions} by the service's own JTA transactions. */
@ApplicationScoped
class JtaTransactions implements Transactions {
  private final DataSource database;

  JtaTransactions(DataSource database) {
    this.database = database;
  }

  @Override
  public <T> T run(Work<T> work) {
    try {
      return QuarkusTransaction.requiringNew()
          .call(() -> {
            try (var connection = database.getConnection()) {
              return work.in(connection);
            }
          });
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DatabaseUnavailable(e.getCause() == null ? e : e.getCause());
    }
  }
}
