package dev.drydock.verification.chaos;

import dev.drydock.verification.fleet.Part;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Every topic, with all that is in it. */
record DeleteTopics() implements Fault {
  private static final long LIMIT_SECONDS = 30;

  @Override
  public String kind() {
    return "topics";
  }

  @Override
  public String target() {
    return Part.KAFKA.label();
  }

  @Override
  public String inject(Bench bench) {
    var settings = new Properties();
    settings.putAll(Map.of("bootstrap.servers", bench.stack().kafka().bootstrapServers()));
    try (var admin = Admin.create(settings)) {
      var names = admin.listTopics().names().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (names.isEmpty()) {
        throw new NotInjected(this, "there was none");
      }
      admin.deleteTopics(names).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return names.size() + " topics deleted";
    } catch (ExecutionException | TimeoutException e) {
      throw new NotInjected(this, String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotInjected(this, "interrupted");
    }
  }

  @Override
  public void heal(Bench bench) {
    // The services create them again.
  }
}
