package gateway.http;

/** Names of routes as people write them: a route that was reloaded carries its generation behind a tilde. */
public final class RouteName {
    private RouteName() {}

    /** The name in the route's file. */
    public static String of(String routeId) {
        int tilde = routeId.indexOf('~');
        return tilde < 0 ? routeId : routeId.substring(0, tilde);
    }
}
