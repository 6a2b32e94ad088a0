package dev.drydock.objectstore;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the configured store once per service. */
@ApplicationScoped
class ObjectStoreProducer {
  @Produces
  @Singleton
  @DefaultBean
  S3ObjectStore store(ObjectStoreConfiguration configuration) {
    return S3ObjectStore.open(configuration);
  }

  void close(@Disposes S3ObjectStore store) {
    store.close();
  }
}
