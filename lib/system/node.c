/* SPDX-License-Identifier: MIT */
/*
 * The children of a draft's node, as an AA tree (Andersson, 1993): sorted, and
 * balanced whatever order the keys come in.
 */

#include "system/node.h"

#include <stdio.h>
#include <string.h>

static int
compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/*
 * Canonical order of two children of one parent: by name where they have one,
 * else by kind, then value.
 */
static int
item_order(const struct fisc__item *a, const struct fisc__item *b)
{
    if (a->name && b->name)
        return strcmp(a->name, b->name);
    if (a->kind != b->kind)
        return compare(a->kind, b->kind);
    switch (a->kind) {
    case FISC__ITEM_STRING:
        return strcmp(a->u.string, b->u.string);
    case FISC__ITEM_DECIMAL:
        return (a->u.decimal > b->u.decimal) - (a->u.decimal < b->u.decimal);
    default:
        return compare(a->u.integer, b->u.integer);
    }
}

struct fisc__node *
fisc__node_child(const struct fisc__node *parent, const struct fisc__item *key)
{
    struct fisc__node *node = parent->children;

    while (node) {
        int order = item_order(key, &node->item);

        if (order == 0)
            return node;
        node = order < 0 ? node->left : node->right;
    }
    return NULL;
}

struct fisc__node *
fisc__node_named(const struct fisc__node *parent, const char *name,
                 size_t length)
{
    struct fisc__node *node = parent->children;

    while (node) {
        int order = strncmp(name, node->item.name, length);

        if (order == 0 && node->item.name[length] != '\0')
            order = -1;
        if (order == 0)
            return node;
        node = order < 0 ? node->left : node->right;
    }
    return NULL;
}

/* Turns a left child of the same level into the root. */
static struct fisc__node *
skew(struct fisc__node *node)
{
    struct fisc__node *left = node->left;

    if (!left || left->level != node->level)
        return node;
    node->left = left->right;
    left->right = node;
    return left;
}

/* Lifts the middle one of three of the same level. */
static struct fisc__node *
split(struct fisc__node *node)
{
    struct fisc__node *right = node->right;

    if (!right || !right->right || right->right->level != node->level)
        return node;
    node->right = right->left;
    right->left = node;
    right->level++;
    return right;
}

static struct fisc__node *
insert(struct fisc__node *root, struct fisc__node *child)
{
    if (!root)
        return child;
    if (item_order(&child->item, &root->item) < 0)
        root->left = insert(root->left, child);
    else
        root->right = insert(root->right, child);
    return split(skew(root));
}

void
fisc__node_insert(struct fisc__node *parent, struct fisc__node *child)
{
    child->level = 1;
    child->parent = parent;
    child->depth = parent->depth + 1;
    parent->children = insert(parent->children, child);
    parent->count++;
}

static void
visit_tree(struct fisc__node *root,
           void (*visit)(void *data, struct fisc__node *child), void *data)
{
    while (root) {
        visit_tree(root->left, visit, data);
        visit(data, root);
        root = root->right;
    }
}

void
fisc__node_visit(struct fisc__node *parent,
                 void (*visit)(void *data, struct fisc__node *child),
                 void *data)
{
    visit_tree(parent->children, visit, data);
}

static void
visit_blank(void *data, struct fisc__node *child)
{
    bool *blank = data;

    *blank = *blank && fisc__node_is_blank(child);
}

bool
fisc__node_is_blank(const struct fisc__node *node)
{
    bool blank = !node->stated;

    if (blank)
        visit_tree(node->children, visit_blank, &blank);
    return blank;
}

const char *
fisc__node_path(const struct fisc__node *node, char *text, size_t size)
{
    size_t used;

    if (!node->parent) {
        text[0] = '\0';
        return text;
    }
    fisc__node_path(node->parent, text, size);
    used = strlen(text);
    if (node->parent->item.kind == FISC__ITEM_LIST)
        snprintf(text + used, size - used, "[%s]",
                 node->item.name ? node->item.name : "");
    else
        snprintf(text + used, size - used, "%s%s", used ? "." : "",
                 node->item.name);
    return text;
}
