package dev.drydock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.drydock.local.DrydockRole;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Skips, with the reason, what has no engine or no image. */
class ContainersIT {
  private final ServerChoice choice =
      new ServerChoice(
          Preferences.ofThisProcess(), new TestcontainersEngine(), PostgresClient.majorVersion());

  @Test
  void givenPostgresImage_whenStarted_thenSetUpLikeTheEmbeddedOneAndGoneAfterwards()
      throws Exception {
    // given
    var image = imageOrSkip(choice.postgres());

    // when
    Path folder;
    try (var postgres = ContainerPostgres.start(image, Map.of("max_connections", "42"))) {
      folder = postgres.folder();
      var role = DrydockRole.createOn(postgres);
      postgres.execute("postgres", "CREATE ROLE shop_owner NOLOGIN");
      postgres.createDatabase("shop", "shop_owner");
      role.grantTenant("shop_owner");

      // then
      try (var session = role.connect("shop");
          var settings =
              session
                  .createStatement()
                  .executeQuery(
                      "SELECT current_setting('max_connections'), current_setting('fsync')")) {
        assertThat(settings.next()).isTrue();
        assertThat(List.of(settings.getString(1), settings.getString(2)))
            .containsExactly("42", "on");
      }
    }
    assertThat(Files.exists(folder)).isFalse();
  }

  @Test
  void givenKafkaImage_whenStarted_thenTopicsExistOnlyWhenCreated() throws Exception {
    // given
    var image = imageOrSkip(choice.kafka());

    // when
    try (var kafka = ContainerKafka.start(image);
        var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("facts", Optional.of(2), Optional.empty())))
          .all()
          .get();

      // then
      assertThat(admin.listTopics().names().get()).containsExactly("facts");
    }
  }

  @Test
  void givenStoreImage_whenAskedWithoutSignature_thenItRefuses() throws Exception {
    // given
    var image = imageOrSkip(choice.objectStore());

    // when
    try (var store = ContainerS3Store.start(image)) {
      var url = URI.create(store.endpoint() + "/" + store.bucket() + "/").toURL();
      var connection = (HttpURLConnection) url.openConnection();

      // then
      assertThat(connection.getResponseCode()).isEqualTo(403);
    }
  }

  private static String imageOrSkip(Chosen chosen) {
    return switch (chosen) {
      case Chosen.Container(var image) -> image;
      case Chosen.Embedded(var why) -> abort(why);
    };
  }
}
