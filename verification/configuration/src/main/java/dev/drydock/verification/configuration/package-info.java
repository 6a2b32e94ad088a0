/** The services' own configuration, for verifications that run their code outside of Quarkus. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.configuration;
