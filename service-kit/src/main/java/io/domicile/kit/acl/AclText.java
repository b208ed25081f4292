package io.domicile.kit.acl;

import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;

/** ACLs in one line each, for a person. */
public final class AclText {

    /** By principal, then by what they are about. */
    public static final Comparator<AclBinding> ORDER = Comparator.comparing(AclText::of);

    private static final String ANY_HOST = "*";

    private AclText() {}

    /** Such as {@code User:bridge read topic residency.policy}. */
    public static String of(AclBinding acl) {
        String pattern = acl.pattern().patternType() == PatternType.LITERAL
                ? " "
                : " " + lower(acl.pattern().patternType()) + " ";
        String host = acl.entry().host();
        return acl.entry().principal()
                + (acl.entry().permissionType() == AclPermissionType.ALLOW
                        ? " "
                        : " " + lower(acl.entry().permissionType()) + " ")
                + lower(acl.entry().operation()) + " " + lower(acl.pattern().resourceType()) + pattern
                + acl.pattern().name() + (host.equals(ANY_HOST) ? "" : " from " + host);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
