package io.domicile.replicator.offset;

/** Where a group that stands at some source offset goes on at the mirror, and how precise that is. */
public sealed interface TranslatedOffset {

    /** How precise, as commits, meters and tools say it. */
    String precision();

    /**
     * At the first record of the mirror that the group has not read at the source: none is read twice, none is left out.
     *
     * @param atEnd whether the mirror has no such record yet
     */
    record Exact(long target, boolean atEnd) implements TranslatedOffset {
        @Override
        public String precision() {
            return "exact";
        }
    }

    /**
     * At the mirror's end, though the link has yet to copy records that the group has read: those will be read again,
     * none is left out.
     */
    record Early(long target) implements TranslatedOffset {
        @Override
        public String precision() {
            return "early";
        }
    }

    /** Nowhere. */
    record None(Untranslatable reason) implements TranslatedOffset {
        @Override
        public String precision() {
            return "none";
        }
    }
}
