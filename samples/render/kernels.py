"""Skinning, shading and filling triangles, in the words of warp, which compiles them for one core."""

# mypy: ignore-errors
import warp as wp


@wp.kernel
def skin(
    rest: wp.array(dtype=wp.vec3),
    bones: wp.array2d(dtype=int),
    weights: wp.array2d(dtype=float),
    turns: wp.array(dtype=wp.mat33),
    shifts: wp.array(dtype=wp.vec3),
    out: wp.array(dtype=wp.vec3),
) -> None:
    """Rest vertices moved with up to eight bones each."""
    i = wp.tid()
    p = wp.vec3(0.0, 0.0, 0.0)
    for k in range(bones.shape[1]):
        w = weights[i, k]
        if w > 0.0:
            b = bones[i, k]
            p = p + w * (turns[b] * rest[i] + shifts[b])
    out[i] = p


@wp.kernel
def add_normals(
    points: wp.array(dtype=wp.vec3), faces: wp.array2d(dtype=int), out: wp.array(dtype=wp.vec3)
) -> None:
    """Normals of vertices, weighted by the areas of their faces."""
    f = wp.tid()
    a, b, c = points[faces[f, 0]], points[faces[f, 1]], points[faces[f, 2]]
    n = wp.cross(b - a, c - a)
    for k in range(3):
        wp.atomic_add(out, faces[f, k], n)


@wp.kernel
def shade(
    points: wp.array(dtype=wp.vec3),
    normals: wp.array(dtype=wp.vec3),
    faces: wp.array2d(dtype=int),
    colors: wp.array(dtype=wp.vec3),
    light: wp.vec3,
    toward: wp.vec3,
    brightness: float,
    out: wp.array(dtype=wp.vec3),
) -> None:
    """Colours of faces under a key light, a sky and the floor's bounce; darker close to the floor."""
    f = wp.tid()
    n = wp.vec3(0.0, 0.0, 0.0)
    height = float(0.0)  # noqa: UP018 - a variable of the compiled loop
    for k in range(3):
        n = n + wp.normalize(normals[faces[f, k]]) / 3.0
        height = height + points[faces[f, k]][2] / 3.0
    key = wp.clamp((wp.dot(n, light) + 0.25) / 1.25, 0.0, 1.0)
    sky = 0.5 + 0.5 * n[2]
    rim = wp.min(wp.abs(wp.dot(n, toward)), 1.0)
    near = float(1.0)  # noqa: UP018
    if n[2] < 0.3:
        near = 1.0 - 0.25 * wp.exp(-wp.max(height, 0.0) / 0.08)
    amount = (0.30 + 0.45 * key + 0.22 * sky + 0.10 * rim) * near * brightness * 1.02
    out[f] = colors[f] * amount


@wp.func
def edge(a: wp.vec3, b: wp.vec3, x: float, y: float) -> float:
    """Twice the signed area of a, b and (x, y)."""
    return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])


@wp.kernel
def fill(
    seen: wp.array(dtype=wp.vec3),
    faces: wp.array2d(dtype=int),
    colors: wp.array(dtype=wp.vec3),
    depth: wp.array2d(dtype=float),
    image: wp.array2d(dtype=wp.vec3),
) -> None:
    """Triangles of picture points (x, y, 1/distance), nearest wins; warp runs faces one by one on a CPU."""
    f = wp.tid()
    a, b, c = seen[faces[f, 0]], seen[faces[f, 1]], seen[faces[f, 2]]
    area = edge(a, b, c[0], c[1])
    if wp.abs(area) < 1.0e-9:
        return
    x0 = wp.max(int(wp.ceil(wp.min(wp.min(a[0], b[0]), c[0]))), 0)
    x1 = wp.min(int(wp.floor(wp.max(wp.max(a[0], b[0]), c[0]))), image.shape[1] - 1)
    y0 = wp.max(int(wp.ceil(wp.min(wp.min(a[1], b[1]), c[1]))), 0)
    y1 = wp.min(int(wp.floor(wp.max(wp.max(a[1], b[1]), c[1]))), image.shape[0] - 1)
    for y in range(y0, y1 + 1):
        for x in range(x0, x1 + 1):
            u = edge(b, c, float(x), float(y)) / area
            v = edge(c, a, float(x), float(y)) / area
            w = 1.0 - u - v
            if u >= 0.0 and v >= 0.0 and w >= 0.0:
                near = u * a[2] + v * b[2] + w * c[2]
                if near > depth[y, x]:
                    depth[y, x] = near
                    image[y, x] = colors[f]
