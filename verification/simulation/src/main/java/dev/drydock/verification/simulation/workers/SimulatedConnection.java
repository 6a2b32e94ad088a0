package dev.drydock.verification.simulation.workers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** A migration's connection: as much of JDBC as the executors themselves touch. */
final class SimulatedConnection implements InvocationHandler {
  private final Wire wire;

  private SimulatedConnection(Wire wire) {
    this.wire = wire;
  }

  static Connection over(Wire wire) {
    return (Connection)
        Proxy.newProxyInstance(
            SimulatedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new SimulatedConnection(wire));
  }

  static Wire wireOf(Connection connection) {
    return ((SimulatedConnection) Proxy.getInvocationHandler(connection)).wire;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
    switch (method.getName()) {
      case "close" -> wire.close();
      case "abort" -> wire.cut();
      case "setTransactionIsolation" -> {
        if (!wire.isOpen()) {
          throw new SQLException("the connection is gone", "08006");
        }
        wire.session().setRepeatableRead();
      }
      case "toString" -> {
        return "connection";
      }
      default -> throw new UnsupportedOperationException(method.getName());
    }
    return NOTHING;
  }

  /** What a method without a result returns by way of a proxy. */
  @SuppressWarnings("NullAway") // A proxy's void methods answer null.
  private static final Object NOTHING = null;
}
