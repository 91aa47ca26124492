@org.jspecify.annotations.NullMarked
package gateway.guard.name;
