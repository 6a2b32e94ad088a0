package dev.drydock.containers;

import dev.drydock.local.LocalFiles;
import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.S3Store;
import java.io.IOException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A store from {@code chrislusf/seaweedfs}; signatures are checked. */
final class ContainerS3Store implements S3Store {
  private static final int PORT = 8333;
  private static final String BUCKET = "drydock";
  private static final String ACCESS_KEY = "drydock-container";
  private static final String IDENTITIES = "/etc/seaweedfs/s3.json";

  private final GenericContainer<?> container;
  private final String secretKey;

  private ContainerS3Store(GenericContainer<?> container, String secretKey) {
    this.container = container;
    this.secretKey = secretKey;
  }

  /** Returns when the bucket exists. */
  static ContainerS3Store start(String image) {
    var secretKey = LocalFiles.newSecret();
    var container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withImagePullPolicy(new PullWhenAllowed())
            .withCopyToContainer(Transferable.of(identities(secretKey)), IDENTITIES)
            .withCommand("server", "-dir=/data", "-s3", "-s3.config=" + IDENTITIES)
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/").forPort(PORT).forStatusCodeMatching(_ -> true));
    container.start();
    createBucket(container);
    return new ContainerS3Store(container, secretKey);
  }

  private static String identities(String secretKey) {
    return """
    {"identities": [{"name": "drydock",
      "credentials": [{"accessKey": "%s", "secretKey": "%s"}],
      "actions": ["Admin", "Read", "List", "Tagging", "Write"]}]}
    """
        .formatted(ACCESS_KEY, secretKey);
  }

  private static void createBucket(GenericContainer<?> container) {
    try {
      var result =
          container.execInContainer(
              "sh", "-c", "echo 's3.bucket.create -name " + BUCKET + "' | weed shell");
      if (result.getExitCode() != 0) {
        throw new LocalServerFailure("no bucket in the container: " + result.getStderr());
      }
    } catch (IOException e) {
      throw new LocalServerFailure("no bucket in the container", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerFailure("interrupted", e);
    }
  }

  @Override
  public String endpoint() {
    return "http://%s:%d".formatted(container.getHost(), container.getMappedPort(PORT));
  }

  @Override
  public String accessKey() {
    return ACCESS_KEY;
  }

  @Override
  public String secretKey() {
    return secretKey;
  }

  @Override
  public String bucket() {
    return BUCKET;
  }

  @Override
  public String region() {
    return "us-east-1";
  }

  @Override
  public void close() {
    container.stop();
  }
}
