package dev.drydock.verification.simulation.mutants;

import dev.drydock.coordinator.application.TenantUpgrades;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tenants' ways, but for one method. */
final class AlteredTenantUpgrades {
  static TenantUpgrades of(TenantUpgrades real, String method, UnaryOperator<Object> answer) {
    return proxy((called, arguments) -> {
      var value = call(real, called, arguments);
      return called.getName().equals(method) && value != null ? answer.apply(value) : value;
    });
  }

  static TenantUpgrades recording(TenantUpgrades real, UnaryOperator<List<Move>> moves) {
    return proxy((called, arguments) -> {
      if (!called.getName().equals("record")) {
        return call(real, called, arguments);
      }
      var altered = moves.apply(movesIn(arguments));
      real.record(latestOf(altered), altered);
      return null;
    });
  }

  @SuppressWarnings("unchecked") // The second argument of record.
  private static List<Move> movesIn(Object[] arguments) {
    return (List<Move>) arguments[1];
  }

  private static Collection<TenantUpgrade> latestOf(List<Move> moves) {
    var latest = new java.util.LinkedHashMap<TenantUpgrade.Key, TenantUpgrade>();
    moves.forEach(move -> latest.put(move.after().key(), move.after()));
    return latest.values();
  }

  private interface Call {
    @Nullable Object made(Method method, Object[] arguments) throws Throwable;
  }

  private static TenantUpgrades proxy(Call call) {
    return (TenantUpgrades)
        Proxy.newProxyInstance(
            TenantUpgrades.class.getClassLoader(),
            new Class<?>[] {TenantUpgrades.class},
            (_, method, arguments) -> call.made(method, arguments));
  }

  private static @Nullable Object call(TenantUpgrades real, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private AlteredTenantUpgrades() {}
}
