package io.domicile.kit.service;

/**
 * A service and what people know it by.
 *
 * @param name unique in its process, such as {@code bridge eu-west}; never an organization
 */
public record NamedService(String name, Service service) {}
