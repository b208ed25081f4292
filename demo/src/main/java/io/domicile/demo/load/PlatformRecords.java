package io.domicile.demo.load;

import io.domicile.demo.cast.Marks;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.schemas.event.ApiKeyMetadata;
import io.domicile.schemas.event.OrganizationSettings;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.UserCredential;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the platform writes of one organization: its settings, and some credentials, roles and API keys. */
final class PlatformRecords {

    static final int ENTITIES = 5;

    private final OrganizationId organization;
    private final Marks marks;
    private final Instant now;

    PlatformRecords(OrganizationId organization, Marks marks, Instant now) {
        this.organization = organization;
        this.marks = marks;
        this.now = now;
    }

    List<PlatformRecord> all() {
        List<PlatformRecord> records = new ArrayList<>();
        records.add(new PlatformRecord(organization, DataClass.ORGANIZATION_SETTINGS, "settings", settings()));
        for (int i = 1; i <= ENTITIES; i++) {
            records.add(new PlatformRecord(organization, DataClass.USER_CREDENTIALS, "user-" + i, credential(i)));
            records.add(new PlatformRecord(organization, DataClass.ROLE_DEFINITIONS, "role-" + i, role(i)));
            records.add(new PlatformRecord(organization, DataClass.API_KEY_METADATA, "dk-" + i, apiKey(i)));
        }
        return records;
    }

    private OrganizationSettings settings() {
        return OrganizationSettings.newBuilder()
                .setTimeZone("Europe/Dublin")
                .setLocale("en-IE")
                .setSessionTimeoutMinutes(30)
                .setMultiFactorRequired(true)
                .setAllowedNetworks(List.of("192.0.2.0/24", mark(DataClass.ORGANIZATION_SETTINGS)))
                .setUpdatedAt(now)
                .build();
    }

    private UserCredential credential(int number) {
        return UserCredential.newBuilder()
                .setAlgorithm("pbkdf2-hmac-sha256")
                .setIterations(600_000 + number)
                .setSalt(bytes(mark(DataClass.USER_CREDENTIALS)))
                .setVerifier(bytes("verifier-" + number))
                .setUpdatedAt(now)
                .build();
    }

    private RoleDefinition role(int number) {
        return RoleDefinition.newBuilder()
                .setPermissions(List.of("devices:read:" + number, mark(DataClass.ROLE_DEFINITIONS)))
                .setUpdatedAt(now)
                .build();
    }

    private ApiKeyMetadata apiKey(int number) {
        return ApiKeyMetadata.newBuilder()
                .setPrefix("dk-" + number)
                .setHashAlgorithm("sha-256")
                .setHash(bytes("hash-" + number))
                .setScopes(List.of("telemetry:read", mark(DataClass.API_KEY_METADATA)))
                .setUpdatedAt(now)
                .build();
    }

    private String mark(DataClass dataClass) {
        return marks.of(organization, dataClass);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
