package io.domicile.kit.barrier;

import java.util.Optional;

/** The kinds of enforcement points. */
public enum MemberKind {
    BRIDGE("bridge"),
    ROUTER("router"),
    LINK("link");

    private final String code;

    MemberKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    static Optional<MemberKind> parse(String code) {
        for (MemberKind kind : values()) {
            if (kind.code.equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
