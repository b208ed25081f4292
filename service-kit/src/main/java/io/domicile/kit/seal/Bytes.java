package io.domicile.kit.seal;

import java.util.Arrays;

/** Bytes that nobody can change, equal by content. */
record Bytes(byte[] array) {

    static final Bytes NONE = new Bytes(new byte[0]);

    Bytes {
        array = array.clone();
    }

    @Override
    public byte[] array() {
        return array.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }
}
