package io.domicile.demo.console;

/** Whether a person looks on. */
public final class Terminal {

    private Terminal() {}

    /** Whether standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on a console may be none; then it has a method that says so
    public static boolean isThere() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (ReflectiveOperationException notTold) {
            return false;
        }
    }
}
