package io.domicile.residency;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The eleven kinds of data. Anything else is not a class, and is denied. */
public enum DataClass {
    TELEMETRY("telemetry", Scope.REGIONAL),
    ALERTS("alerts", Scope.REGIONAL),
    DASHBOARDS("dashboards", Scope.REGIONAL),
    USER_DATA("user-data", Scope.REGIONAL),
    ML_MODELS("ml-models", Scope.REGIONAL),
    AUDIT_LOGS("audit-logs", Scope.REGIONAL),
    OTA_PACKAGES("ota-packages", Scope.REGIONAL),
    ORGANIZATION_SETTINGS("organization-settings", Scope.REPLICATED),
    USER_CREDENTIALS("user-credentials", Scope.REPLICATED),
    ROLE_DEFINITIONS("role-definitions", Scope.REPLICATED),
    API_KEY_METADATA("api-key-metadata", Scope.REPLICATED);

    private static final Map<String, DataClass> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(DataClass::id, Function.identity()));

    private final String id;
    private final Scope scope;

    DataClass(String id, Scope scope) {
        this.id = id;
        this.scope = scope;
    }

    /** The name used in topics, headers and configuration, such as {@code user-data}. */
    public String id() {
        return id;
    }

    public Scope scope() {
        return scope;
    }

    public boolean isReplicated() {
        return scope == Scope.REPLICATED;
    }

    /** The class with this id, or empty: an unknown name is no class, whatever it resembles. */
    public static Optional<DataClass> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** The four classes whose scope is {@link Scope#REPLICATED}, in declaration order. */
    public static List<DataClass> replicated() {
        return Arrays.stream(values()).filter(DataClass::isReplicated).toList();
    }
}
